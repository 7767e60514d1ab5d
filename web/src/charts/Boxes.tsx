// Boxes on a canvas that can be pointed at, clicked, and walked through by the arrow keys: the flame graph and the
// square map. The canvas is drawn by ECharts; frames around what is selected or has the focus are elements above it.
import type { CustomSeriesOption } from "echarts/charts";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isDark } from "../theme";
import { useChart } from "./chart";
import { ink } from "./colours";
import type { Box } from "./layout";

export type Direction = "up" | "down" | "left" | "right" | "first";

interface Props {
  label: string;
  /** Rows from the bottom up. */
  isFlipped?: boolean;
  boxes: Box[];
  width: number;
  height: number;
  maxHeight: number;
  focused: number;
  /** What the colours and marks follow: the canvas is drawn anew where it changes. */
  drawnBy: unknown;
  fill(node: number): string;
  text(node: number): string;
  /** "found": stands out; "other": something else is looked for. */
  emphasis(node: number): "none" | "found" | "other";
  isSelected(node: number): boolean;
  hint(node: number): JSX.Element;
  onFocus(node: number): void;
  onMove(direction: Direction): void;
  onZoom(node: number): void;
  onZoomOut(): void;
}

/** So many calls of the selected function have a frame, the outermost first. */
const MOST_FRAMES = 300;

const KEYS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "first",
};

export function Boxes(props: Props): JSX.Element {
  const { boxes, width, height } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const chart = useChart(canvas);
  const [hovered, setHovered] = useState<{ box: Box; x: number; y: number } | null>(null);
  const dark = isDark.value;
  const top = (box: Box): number => (props.isFlipped ? height - box.y - box.height : box.y);

  useLayoutEffect(() => {
    if (width <= 0) return;
    chart.current?.resize({ width, height });
    // ECharts takes the rectangles of the last drawing for the next one, and a label stays on one that has none now.
    chart.current?.clear();
    chart.current?.setOption(
      { animation: false, series: [seriesOf(props, top, dark)] },
      { notMerge: true, silent: true },
    );
    // It is on the canvas now: for whoever waits for it.
    if (frame.current) frame.current.dataset.drawn = `${width}x${height} ${dark ? "dark" : "light"}`;
    // Moving the focus or pointing draws nothing.
  }, [boxes, width, height, dark, props.isFlipped, props.drawnBy]);
  useEffect(() => {
    if (props.isFlipped && frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [props.isFlipped, height]);
  useEffect(() => {
    if (document.activeElement === frame.current) ring.current?.scrollIntoView({ block: "nearest" });
  }, [props.focused]);

  const at = (event: MouseEvent): Box | null => {
    const place = canvas.current?.getBoundingClientRect();
    if (!place) return null;
    const x = event.clientX - place.left;
    const y = event.clientY - place.top;
    // Inner boxes stand behind outer ones.
    for (let i = boxes.length - 1; i >= 0; i--) {
      const box = boxes[i];
      if (x >= box.x && x < box.x + box.width && y >= top(box) && y < top(box) + box.height) return box;
    }
    return null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = KEYS[event.key];
    if (direction) props.onMove(direction);
    else if (event.key === "Enter") props.onZoom(props.focused);
    else if (event.key === "Escape") props.onZoomOut();
    else return;
    event.preventDefault();
  };
  const selected = boxes.filter((box) => box.width >= 2 && props.isSelected(box.node)).slice(0, MOST_FRAMES);
  const focused = boxes.find((box) => box.node === props.focused);
  return (
    <div class="boxes-place">
      <div
        ref={frame}
        class="boxes"
        role="application"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys.
        tabIndex={0}
        style={{ maxHeight: `${props.maxHeight}px` }}
        onKeyDown={onKeyDown}
        onMouseMove={(event) => {
          const box = at(event);
          setHovered(box && { box, x: event.clientX, y: event.clientY });
        }}
        onMouseLeave={() => setHovered(null)}
        onClick={(event) => {
          const box = at(event);
          if (box) props.onZoom(box.node);
        }}
      >
        <div class="boxes-canvas" style={{ width: `${width}px`, height: `${height}px` }}>
          <div ref={canvas} aria-hidden="true" />
          {selected.map((box) => (
            <div key={box.node} class="boxes-selected" style={placed(box, top)} />
          ))}
          {hovered && <div class="boxes-hover" style={placed(hovered.box, top)} />}
          {focused && <div ref={ring} class="boxes-focus" style={placed(focused, top)} />}
        </div>
      </div>
      {hovered && (
        <div class="hint" style={hintPlace(hovered.x, hovered.y)}>
          {props.hint(hovered.box.node)}
        </div>
      )}
    </div>
  );
}

function seriesOf(props: Props, top: (box: Box) => number, dark: boolean): CustomSeriesOption {
  const { boxes, fill, text, emphasis } = props;
  const colours = ink(dark);
  return {
    type: "custom",
    coordinateSystem: "none" as never,
    silent: true,
    animation: false,
    progressive: 0,
    data: boxes.map((_, i) => i),
    renderItem: (_params, api) => {
      const box = boxes[api.value(0) as number];
      const state = emphasis(box.node);
      const isThin = box.width < 3 || box.height < 3;
      const shape = {
        x: box.x,
        y: top(box),
        width: Math.max(box.width - (isThin ? 0 : 1), 0.5),
        height: box.height - 1,
      };
      const frame =
        state === "found"
          ? { stroke: colours.accent, lineWidth: 1.5 }
          : { stroke: dark ? "rgba(255,255,255,.10)" : "rgba(0,0,0,.14)", lineWidth: isThin ? 0 : 1 };
      return {
        type: "rect",
        shape,
        style: { fill: fill(box.node), opacity: state === "other" ? 0.35 : 1, ...frame },
        ...(box.isLabelled && {
          textContent: {
            type: "text" as const,
            style: {
              text: text(box.node),
              fill: colours.text,
              font: "12px system-ui, sans-serif",
              width: box.width - 10,
              overflow: "truncate" as const,
              ellipsis: "…",
              lineHeight: 14,
            },
          },
          // In the header of a square, in the middle of a row.
          textConfig: { position: [5, box.height <= 24 ? (box.height - 15) / 2 : 2], inside: true },
        }),
      };
    },
  };
}

function placed(box: Box, top: (box: Box) => number): JSX.CSSProperties {
  return { left: `${box.x}px`, top: `${top(box)}px`, width: `${box.width - 1}px`, height: `${box.height - 1}px` };
}

function hintPlace(x: number, y: number): JSX.CSSProperties {
  const isRight = x > innerWidth / 2;
  const isLow = y > innerHeight / 2;
  return {
    ...(isRight ? { right: `${innerWidth - x + 14}px` } : { left: `${x + 14}px` }),
    ...(isLow ? { bottom: `${innerHeight - y + 14}px` } : { top: `${y + 14}px` }),
  };
}
