import type { JSX } from "preact";
import type { ComparisonDocument } from "../document";
export function ComparisonPage({ document }: { document: ComparisonDocument }): JSX.Element {
  return <p>{document.a}</p>;
}
