// Reads the document and shows its page.
import { type JSX, render } from "preact";
import { type Document, read } from "./document";
import { ComparisonPage } from "./pages/Comparison";
import { ProfilePage } from "./pages/Profile";
import { SourcePage } from "./pages/Source";
import { TourPage } from "./pages/Tour";
import { Frame } from "./parts/Frame";
import { Guard } from "./parts/Guard";
import { followUrl } from "./state";
import "./style/base.css";
import "./style/tables.css";
import "./style/charts.css";
import "./style/source.css";
import "./style/pages.css";
import "./trust";

function Page({ document }: { document: Document }): JSX.Element {
  switch (document.kind) {
    case "profile":
      return <ProfilePage document={document} />;
    case "source":
      return <SourcePage document={document} />;
    case "comparison":
      return <ComparisonPage document={document} />;
    case "tour":
      return <TourPage document={document} />;
    default:
      return (
        <div class="empty">This page is of another version of hotloop: it does not know what it has been given.</div>
      );
  }
}

const found = read();
const place = document.getElementById("page");
if (found && place) {
  document.title = `${found.title} – hotloop`;
  followUrl();
  render(
    <Frame document={found}>
      <Guard>
        <Page document={found} />
      </Guard>
    </Frame>,
    place,
  );
} else if (place) {
  place.textContent = "Nothing here: hotloop fills this page by `hotloop view --html` or `hotloop profile --html`.";
}
