/** The little linear algebra that meaning needs, over square matrices row by row. */

/** A sum of outer products of vectors. */
export class Moments {
  readonly size: number;
  readonly values: Float64Array<ArrayBuffer>;

  constructor(size: number, values = new Float64Array(size * size)) {
    this.size = size;
    this.values = values;
  }

  /** Adds a vector's product with itself. */
  add(vector: Float32Array | undefined, weight: number): void {
    if (!vector) return;
    const { size, values } = this;
    for (let row = 0; row < size; row += 1) {
      const factor = weight * (vector[row] ?? 0);
      if (factor === 0) continue;
      for (let at = 0; at < size; at += 1)
        values[row * size + at] = (values[row * size + at] ?? 0) + factor * (vector[at] ?? 0);
    }
  }

  /** A copy, every value times `factor`. */
  scaled(factor: number): Moments {
    return new Moments(
      this.size,
      this.values.map((value) => value * factor),
    );
  }

  /** Adds another sum times `factor`. */
  addAll(other: Moments, factor: number): void {
    for (const [at, value] of other.values.entries()) this.values[at] = (this.values[at] ?? 0) + factor * value;
  }

  addToDiagonal(value: number): void {
    for (let at = 0; at < this.values.length; at += this.size + 1) this.values[at] = (this.values[at] ?? 0) + value;
  }

  get trace(): number {
    let sum = 0;
    for (let at = 0; at < this.values.length; at += this.size + 1) sum += this.values[at] ?? 0;
    return sum;
  }
}

/** The direction most vectors of a sum share, by power iteration; zero for an empty sum. */
export function mainDirection({ size, values }: Moments): Float32Array<ArrayBuffer> {
  let direction = new Float64Array(size).fill(1);
  for (let round = 0; round < 30; round += 1) {
    const next = new Float64Array(size);
    let squares = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let at = 0; at < size; at += 1) sum += (values[row * size + at] ?? 0) * (direction[at] ?? 0);
      next[row] = sum;
      squares += sum * sum;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    direction = next.map((value) => value * scale);
  }
  return Float32Array.from(direction);
}

/** The lower triangle whose product with its mirror image is the matrix; the matrix must be positive. */
export function cholesky({ size, values }: Moments): Moments {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = values[row * size + column] ?? 0;
      for (let at = 0; at < column; at += 1) sum -= (lower[row * size + at] ?? 0) * (lower[column * size + at] ?? 0);
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[column * size + column] ?? 1);
    }
  }
  return new Moments(size, lower);
}

/** The inverse of a lower triangle. */
export function invertLower({ size, values }: Moments): Float32Array<ArrayBuffer> {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = row === column ? 1 : 0;
      for (let at = column; at < row; at += 1)
        sum -= (values[row * size + at] ?? 0) * (inverse[at * size + column] ?? 0);
      inverse[row * size + column] = sum / (values[row * size + row] ?? 1);
    }
  }
  return Float32Array.from(inverse);
}
