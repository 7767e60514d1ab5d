// Views under tabs: the arrows go from tab to tab.
import type { JSX } from "preact";
import { view } from "../state";
import { Guard } from "./Guard";

export interface View {
  id: string;
  label: string;
  show(): JSX.Element;
}

export function Tabs({ label, views }: { label: string; views: View[] }): JSX.Element {
  const open = openView(views);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = views[(views.indexOf(open) + step + views.length) % views.length];
    view.value = next.id;
    document.getElementById(`tab-${next.id}`)?.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {views.map(({ id, label }) => (
        <button
          type="button"
          key={id}
          id={`tab-${id}`}
          role="tab"
          aria-selected={id === open.id}
          aria-controls="view"
          tabIndex={id === open.id ? 0 : -1}
          onClick={() => {
            view.value = id;
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** What is under the open tab. */
export function OpenView({ views }: { views: View[] }): JSX.Element {
  const open = openView(views);
  return (
    <div id="view" role="tabpanel" aria-labelledby={`tab-${open.id}`}>
      <Guard key={open.id}>{open.show()}</Guard>
    </div>
  );
}

export function openView(views: View[]): View {
  return views.find(({ id }) => id === view.value) ?? views[0];
}
