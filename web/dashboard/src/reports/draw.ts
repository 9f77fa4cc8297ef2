/** What draws: the needed parts of ECharts alone, in a piece of their own that is fetched when a chart is wanted. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export type Drawing = {
  show: (option: EChartsCoreOption) => void;
  /** Tells one day of it; null: none. */
  point: (at: number | null) => void;
  fit: () => void;
  end: () => void;
};

export function drawIn(place: HTMLElement): Drawing {
  const chart: EChartsType = init(place);
  return {
    show: (option) => chart.setOption(option, { notMerge: true }),
    point: (at) =>
      chart.dispatchAction(at === null ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: at }),
    fit: () => chart.resize(),
    end: () => chart.dispose(),
  };
}
