// The picture, from the iterations of each point: a slider says how many of them are made.
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { decode, histogram, summarize } from "../data/tour";
import type { Picture } from "../document";
import { type Column, Table } from "../parts/Table";
import { Share } from "../parts/Time";
import * as state from "../state";
import { count, share } from "../units";

export function TourPicture({ picture }: { picture: Picture | null | undefined }): JSX.Element {
  if (!picture?.iterations) {
    return (
      <div class="empty">
        <h2>No picture in this tour</h2>
        <p>It is drawn of the iterations that a run has counted. A whole tour has them:</p>
        <pre>hotloop tour</pre>
      </div>
    );
  }
  return <Shown picture={picture} />;
}

function Shown({ picture }: { picture: Picture }): JSX.Element {
  const { columns, rows, maxiter } = picture;
  const canvas = useRef<HTMLCanvasElement>(null);
  const iterations = useMemo(() => decode(picture), [picture]);
  const limit = state.limit.value > 0 ? Math.min(state.limit.value, maxiter) : maxiter;
  const { inside, sum } = useMemo(() => summarize(iterations, limit), [iterations, limit]);
  const [point, setPoint] = useState<{ x: number; y: number } | null>(null);
  const [isTable, setIsTable] = useState(false);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) paint(context, iterations, picture, limit);
  }, [iterations, picture, limit, isTable]);
  const said = `${count(inside)} of ${count(columns * rows)} points (${share(inside, columns * rows)}) have not escaped`;
  return (
    <section class="picture" aria-label="Picture">
      <div class="picture-controls">
        <label>
          <span>At most</span>
          <input
            type="range"
            min={1}
            max={maxiter}
            value={limit}
            aria-valuetext={`${limit} iterations: ${said}`}
            onInput={(event) => {
              const chosen = Number(event.currentTarget.value);
              state.limit.value = chosen === maxiter ? state.NONE : chosen;
            }}
          />
          <output>{count(limit)} iterations</output>
        </label>
        <button type="button" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          As a table
        </button>
      </div>
      <p>
        {said}. The iterations of all others add up to <strong>{count(sum)}</strong>
        {limit === maxiter && ", the sum that each tool must give"}.
      </p>
      {isTable ? (
        <Histogram iterations={iterations} />
      ) : (
        <>
          <canvas
            ref={canvas}
            width={columns}
            height={rows}
            role="img"
            style={{ maxWidth: `min(60rem, ${Math.round((75 * columns) / rows)}vh)` }}
            aria-label={`The Mandelbrot set. ${said}.`}
            onMouseMove={(event) => {
              const place = event.currentTarget.getBoundingClientRect();
              const x = Math.floor(((event.clientX - place.left) * columns) / place.width);
              const y = Math.floor(((event.clientY - place.top) * rows) / place.height);
              setPoint({ x: Math.min(x, columns - 1), y: Math.min(y, rows - 1) });
            }}
            onMouseLeave={() => setPoint(null)}
          />
          <p class="faint">
            {point
              ? `Column ${point.x}, row ${point.y}: ${count(iterations[point.y * columns + point.x])} iterations`
              : "Dark points do not escape; the lighter a point is, the longer it takes."}
          </p>
        </>
      )}
    </section>
  );
}

type Bin = ReturnType<typeof histogram>[number];

function Histogram({ iterations }: { iterations: ArrayLike<number> }): JSX.Element {
  const bins = useMemo(() => histogram(iterations), [iterations]);
  const columns: Column<Bin>[] = [
    {
      id: "from",
      header: "Iterations",
      value: (bin) => bin.from,
      cell: (bin) => (bin.from === bin.to ? count(bin.from) : `${count(bin.from)} to ${count(bin.to)}`),
    },
    { id: "points", header: "Points", value: (bin) => bin.points, cell: (bin) => count(bin.points) },
    {
      id: "share",
      header: "Share",
      value: (bin) => bin.points,
      cell: (bin) => <Share part={bin.points} whole={iterations.length} />,
    },
  ];
  return <Table label="Points by their iterations" columns={columns} rows={bins} keyOf={(bin) => bin.from} />;
}

function paint(
  context: CanvasRenderingContext2D,
  iterations: ArrayLike<number>,
  picture: Picture,
  limit: number,
): void {
  const { columns, rows, maxiter } = picture;
  const image = context.createImageData(columns, rows);
  const scale = 1 / Math.log(1 + maxiter);
  for (let i = 0; i < iterations.length; i++) {
    const isInside = iterations[i] >= limit;
    // Each doubling of the iterations is as far from the last as any other.
    const x = isInside ? 0 : Math.log(1 + iterations[i]) * scale;
    image.data[4 * i] = isInside ? 13 : 22 + 233 * x ** 0.9;
    image.data[4 * i + 1] = isInside ? 16 : 38 + 196 * x ** 1.5;
    image.data[4 * i + 2] = isInside ? 24 : 84 + 80 * Math.sin(Math.PI * x) + 60 * x ** 4;
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
