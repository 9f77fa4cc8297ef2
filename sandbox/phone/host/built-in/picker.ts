import type { BuiltIn, BuiltInNode, Properties } from './node.ts';

const PROPERTIES: Properties = {
  mode: [String, 'selector'],
  disabled: [Boolean, false],
  range: [Array, []],
  rangeKey: [String, ''],
  value: [null],
  start: [String, ''],
  end: [String, ''],
  fields: [String, 'day'],
  headerText: [String, ''],
  name: [String, ''],
};

const INPUT_TYPES: Record<string, string> = { time: 'time', date: 'date' };

function picker(node: BuiltInNode) {
  node.element.addEventListener('click', () => {
    if (node.get('disabled') === true) return;
    const fields = fieldsOf(node);
    void node.phone.layers.picker(fields).then((confirmed) => {
      if (!confirmed) return node.raise('cancel', {});
      const values = fields.map((field) => (field instanceof HTMLSelectElement ? field.selectedIndex : field.value));
      const value = node.get('mode') === 'multiSelector' ? values : values[0];
      node.set('value', value);
      node.raise('change', { value });
    });
  });
  return undefined;
}

function fieldsOf(node: BuiltInNode): (HTMLSelectElement | HTMLInputElement)[] {
  const mode = node.text('mode');
  const type = INPUT_TYPES[mode];
  if (type !== undefined) {
    const input = document.createElement('input');
    input.type = mode === 'date' && node.get('fields') === 'month' ? 'month' : type;
    input.value = node.text('value');
    input.min = node.text('start');
    input.max = node.text('end');
    return [input];
  }
  const range = (node.get('range') ?? []) as unknown[];
  const columns = mode === 'multiSelector' ? (range as unknown[][]) : [range];
  const value = node.get('value');
  return columns.map((column, index) => select(node, column, Number(Array.isArray(value) ? value[index] : value) || 0));
}

function select(node: BuiltInNode, column: unknown[], chosen: number): HTMLSelectElement {
  const element = document.createElement('select');
  const key = node.text('rangeKey');
  for (const item of column) {
    const option = document.createElement('option');
    const text = key === '' ? item : (item as Record<string, unknown>)[key];
    option.textContent = String(text);
    element.append(option);
  }
  element.selectedIndex = chosen;
  return element;
}

/** The picker, as a sheet with the browser's own controls. */
export const PICKERS: BuiltIn[] = [{ name: 'picker', properties: PROPERTIES, setup: picker }];
