// The choice of the function whose lines are shown.
import type { JSX } from "preact";

interface Props {
  options: string[];
  /** -1: none of them is shown. */
  taken: number;
  onTake(index: number): void;
}

export function Pick({ options, taken, onTake }: Props): JSX.Element | null {
  if (options.length === 0 || (options.length === 1 && taken === 0)) return null;
  return (
    <label class="pick">
      <span>Function</span>
      <select value={taken} onChange={(event) => onTake(Number(event.currentTarget.value))}>
        {taken < 0 && (
          <option value={taken} disabled>
            one that has lines here
          </option>
        )}
        {options.map((option, i) => (
          <option key={i} value={i}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
