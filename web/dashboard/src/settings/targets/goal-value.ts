/** A goal as it is written: seconds for times, per cent for shares, else the number itself. */
import { figureKinds, type FigureName, type Unit } from '../../../../../shared/figures.ts';

/** How many of the figure's own units one of what is written stands for. */
const scale: Record<Unit, number> = { ms: 1000, share: 0.01, count: 1, score: 1 };

const rounded = (value: number) => Math.round(value * 1000) / 1000;

export const writtenOf = (name: FigureName, value: number): number => rounded(value / scale[figureKinds[name].unit]);
/** What isn't a number stays as it was typed, for the document's shape to refuse. */
export const valueOf = (name: FigureName, written: number): number =>
  typeof written === 'number' ? rounded(written * scale[figureKinds[name].unit] * 1000) / 1000 : written;
