// What cannot be drawn says so in its place, and the rest of the page stays.
import type { ComponentChildren, JSX } from "preact";
import { useErrorBoundary } from "preact/hooks";

export function Guard({ children }: { children: ComponentChildren }): JSX.Element {
  const [error] = useErrorBoundary((thrown) => console.error(thrown));
  if (!error) return <>{children}</>;
  return (
    <div class="empty">
      <h2>This cannot be shown</h2>
      <p>
        The page has been given something that it does not expect ({String(error)}). That is a defect of hotloop: a
        report with this file would be welcome.
      </p>
    </div>
  );
}
