export const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
