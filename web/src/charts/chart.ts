// ECharts, of which only what is used here goes into the page.
import { BarChart, CustomChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

use([BarChart, CustomChart, GridComponent, CanvasRenderer]);

export type Chart = EChartsType;

/** A chart that fills the element, from its first size to its end. */
export function useChart(element: RefObject<HTMLElement>): RefObject<Chart> {
  const chart = useRef<Chart | null>(null);
  if (chart.current?.isDisposed()) chart.current = null;
  useEffect(() => () => chart.current?.dispose(), []);
  return {
    get current() {
      if (!chart.current && element.current) chart.current = init(element.current, null, { renderer: "canvas" });
      return chart.current;
    },
  };
}
