import type { JSX } from "preact";
import type { TourDocument } from "../document";
export function TourPage({ document }: { document: TourDocument }): JSX.Element {
  return <p>{document.title}</p>;
}
