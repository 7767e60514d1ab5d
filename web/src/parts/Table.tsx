// Sortable tables. A column says what its cells hold and how they look; the heading sorts; arrows walk through the rows
// and Enter takes one. Long tables begin with their first rows and show more on demand.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { order } from "../state";
import { count } from "../units";
import { Breakable } from "./Name";

export interface Column<Row> {
  id: string;
  header: string;
  /** What the heading means, where it needs to be said. */
  title?: string;
  /** What is sorted by; null stands last in either order. */
  value(row: Row): string | number | null | undefined;
  cell?(row: Row): JSX.Element | string;
  align?: "left" | "right";
  /** Not shown where there is little room. */
  isMinor?: boolean;
  /** The heading is the name of a file, which may be broken anywhere. */
  isFile?: boolean;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf(row: Row): string | number;
  /** The column that is sorted by at first: "own", or "-own" for the smallest first; empty leaves the order as it is. */
  sortedBy?: string;
  isSelected?(row: Row): boolean;
  classOf?(row: Row): string;
  onTake?(row: Row): void;
  onLeave?(): void;
  empty?: JSX.Element | string;
}

const STEP = 50;
const COLLATOR = new Intl.Collator("en", { numeric: true });

export function Table<Row>(props: Props<Row>): JSX.Element {
  const { columns, onTake } = props;
  const [limit, setLimit] = useState(STEP);
  const sorting = columns.some((column) => column.id === order.value.replace("-", "")) ? order.value : props.sortedBy;
  const rows = sorted(props.rows, columns, sorting ?? "");
  const selectedAt = props.isSelected ? rows.findIndex(props.isSelected) : -1;
  // The selected row is there even if it is far down.
  const shown = rows.slice(0, Math.max(limit, selectedAt + 1));
  const entry = Math.max(0, selectedAt);
  if (rows.length === 0) return <div class="empty">{props.empty ?? "Nothing here."}</div>;
  return (
    <div class="scroll">
      <table aria-label={props.label} {...(onTake && { class: "takes", role: "grid" })}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sorting={sorting ?? ""} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={(event) => walk(event, props.onLeave)}>
          {shown.map((row, i) => (
            <tr
              key={props.keyOf(row)}
              class={props.classOf?.(row) ?? ""}
              data-row
              {...(onTake && {
                tabIndex: i === entry ? 0 : -1,
                "aria-selected": i === selectedAt,
                onClick: () => onTake(row),
              })}
            >
              {columns.map((column) => (
                <td key={column.id} class={classes(column)}>
                  {column.cell ? column.cell(row) : (column.value(row) ?? "–")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" class="more" onClick={() => setLimit(shown.length + 4 * STEP)}>
          {`Show more (${count(rows.length - shown.length)} left)`}
        </button>
      )}
    </div>
  );
}

function Heading<Row>({ column, sorting }: { column: Column<Row>; sorting: string }): JSX.Element {
  const isSorted = sorting.replace("-", "") === column.id;
  const isReversed = sorting.startsWith("-");
  // Texts are sorted from A first, numbers from the largest.
  const isText = column.align === "left";
  const isAscending = isText ? !isReversed : isReversed;
  return (
    <th
      scope="col"
      class={classes(column)}
      aria-sort={isSorted ? (isAscending ? "ascending" : "descending") : "none"}
      title={column.title}
    >
      <button
        type="button"
        onClick={() => {
          order.value = isSorted && !isReversed ? `-${column.id}` : column.id;
        }}
      >
        <Breakable text={column.header} />
        <span class="arrow" aria-hidden="true">
          {isSorted ? (isAscending ? "▲" : "▼") : ""}
        </span>
      </button>
    </th>
  );
}

function classes<Row>(column: Column<Row>): string {
  return [column.align ?? "right", column.isMinor ? "minor" : "", column.isFile ? "file" : ""]
    .filter(Boolean)
    .join(" ");
}

function sorted<Row>(rows: Row[], columns: Column<Row>[], sorting: string): Row[] {
  const column = columns.find((column) => column.id === sorting.replace("-", ""));
  if (!column) return rows;
  // As in the heading: texts from A first, numbers from the largest, a minus turns it round.
  const sign = (column.align === "left") === sorting.startsWith("-") ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, column.value(row)]));
  return [...rows].sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x == null || y == null) return Number(x == null) - Number(y == null);
    return sign * (typeof x === "string" && typeof y === "string" ? COLLATOR.compare(x, y) : Number(x) - Number(y));
  });
}

/** Arrows, Home, End and pages go from row to row, Enter takes the row, Escape leaves. */
export function walk(event: KeyboardEvent, onLeave?: () => void): void {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>("[data-row]");
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>(":scope > [data-row]") ?? [])];
  const at = rows.indexOf(row);
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 10,
    PageUp: -10,
    Home: -at,
    End: rows.length,
  };
  const step = steps[event.key];
  if (step !== undefined) {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    row.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
  } else if ((event.key === "Enter" || event.key === " ") && target === row) {
    row.click();
    event.preventDefault();
  } else if (event.key === "Escape" && onLeave) {
    onLeave();
    event.preventDefault();
  }
}
