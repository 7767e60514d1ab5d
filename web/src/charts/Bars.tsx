// Bars of times on a logarithmic scale, so that a tool that is a thousand times as fast can still be seen.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isDark } from "../theme";
import { time } from "../units";
import { useChart } from "./chart";
import { ink } from "./colours";
import { useWidth } from "./size";

export interface Bar {
  index: number;
  label: string;
  detail: string;
  seconds: number;
  isOurs: boolean;
  /** What is the matter with it; empty where nothing is. */
  trouble: string;
}

interface Props {
  label: string;
  /** The least and the most seconds of all charts beside this one: they have one scale. */
  range: [least: number, most: number];
  bars: Bar[];
  selected: number;
  onTake(index: number): void;
}

const ROW = 27;
/** Where there is little room, what is measured stands below the tool. */
const NARROW_ROW = 42;
const NARROW = 600;

export function Bars({ label, range, bars, selected, onTake }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useChart(canvas);
  const width = useWidth(place);
  const dark = isDark.value;
  const isNarrow = width < NARROW;
  const height = bars.length * (isNarrow ? NARROW_ROW : ROW) + 36;
  const take = useRef(onTake);
  take.current = onTake;
  useLayoutEffect(() => {
    if (width <= 0) return;
    const colours = ink(dark);
    const labelWidth = Math.min(290, Math.round(width * 0.42));
    const [least, most] = range;
    const start = 10 ** Math.floor(Math.log10(least) - 0.2);
    chart.current?.resize({ width, height });
    chart.current?.setOption(
      {
        animation: false,
        grid: { left: labelWidth + 10, right: 74, top: 4, bottom: 28 },
        xAxis: {
          type: "log",
          min: start,
          max: 10 ** Math.ceil(Math.log10(most)),
          // Otherwise bars would begin at 1 s.
          startValue: start,
          axisLabel: { color: colours.faint, formatter: power, hideOverlap: true },
          splitLine: { lineStyle: { color: colours.line } },
        },
        yAxis: {
          type: "category",
          inverse: true,
          data: bars.map((bar) => `${bar.label}${isNarrow ? "\n" : " · "}${bar.detail}`),
          axisLine: { lineStyle: { color: colours.line } },
          axisTick: { show: false },
          axisLabel: {
            interval: 0,
            width: labelWidth,
            overflow: "truncate",
            fontSize: 12.5,
            lineHeight: 16,
            formatter: (text: string, i: number) =>
              bars[i]?.isOurs ? text.replaceAll(/[^\n]+/g, (part) => `{ours|${part}}`) : text,
            rich: { ours: { fontWeight: "bold", color: colours.text, fontSize: 12.5, lineHeight: 16 } },
            color: colours.text,
          },
        },
        series: [
          {
            type: "bar",
            barWidth: 15,
            data: bars.map((bar) => ({
              value: bar.seconds,
              itemStyle: {
                color: (bar.isOurs ? colours.accentFill : colours.otherFill) + (bar.trouble ? "70" : ""),
                borderRadius: [0, 3, 3, 0],
                ...(bar.index === selected && { borderColor: colours.accent, borderWidth: 3 }),
              },
              label: {
                show: true,
                position: "right",
                color: colours.text,
                fontSize: 12.5,
                formatter: time(bar.seconds * 1e9) + (bar.trouble ? " ✗" : ""),
              },
            })),
          },
        ],
      },
      { notMerge: true },
    );
    const onClick = ({ dataIndex }: { dataIndex: number }): void => {
      const bar = bars[dataIndex];
      if (bar) take.current(bar.index);
    };
    chart.current?.on("click", onClick as never);
    return () => {
      chart.current?.off("click");
    };
  }, [bars, range, width, height, isNarrow, dark, selected]);
  return (
    <div ref={place} class="bars">
      <div ref={canvas} role="img" aria-label={label} style={{ height: `${height}px` }} />
    </div>
  );
}

/** "10 ms" of 0.01: ticks are powers of ten. */
function power(seconds: number): string {
  const exponent = Math.round(Math.log10(seconds));
  const unit = Math.min(0, Math.floor(exponent / 3));
  return `${(10 ** (exponent - 3 * unit)).toLocaleString("en")} ${["s", "ms", "µs", "ns"][-unit] ?? ""}`;
}
