/** Nearest neighbours by exact comparison with every vector: for as many as fit in a few milliseconds. */
export class DenseIndex {
  private vectors = new Float32Array(0);
  private owners: (string | null)[] = [];

  /** @param width of every vector */
  constructor(private readonly width: number) {}

  /** Adds an entry's unit vectors, in place of earlier ones. */
  set(id: string, vectors: readonly Float32Array[]): void {
    this.delete(id);
    const first = this.owners.length;
    this.reserve(first + vectors.length);
    for (const [i, vector] of vectors.entries()) {
      this.vectors.set(vector, (first + i) * this.width);
      this.owners.push(id);
    }
  }

  delete(id: string): void {
    for (const [row, owner] of this.owners.entries()) if (owner === id) this.owners[row] = null;
  }

  /** The `limit` entries of which one text is nearest, by cosine, best first. */
  search(query: Float32Array, limit: number): { id: string; similarity: number }[] {
    const best = new Map<string, number>();
    for (const [row, owner] of this.owners.entries()) {
      if (owner === null) continue;
      const similarity = this.dot(row, query);
      if (similarity > (best.get(owner) ?? Number.NEGATIVE_INFINITY)) best.set(owner, similarity);
    }
    return [...best]
      .map(([id, similarity]) => ({ id, similarity }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, limit);
  }

  private dot(row: number, query: Float32Array): number {
    const { vectors, width } = this;
    const start = row * width;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += vectors[start + i] * query[i];
    return sum;
  }

  private reserve(rows: number): void {
    if (rows * this.width <= this.vectors.length) return;
    const grown = new Float32Array(2 * rows * this.width);
    grown.set(this.vectors);
    this.vectors = grown;
  }
}
