import { expect, it, vi } from 'vitest';
import { Circuit } from './circuit';

it('leaves alone what failed three times in a row, lets one caller try after a rest, and closes on success', () => {
  vi.useFakeTimers();
  const circuit = new Circuit(3, 1000);
  for (let i = 0; i < 2; i++) circuit.failed();
  expect(circuit.mayTry()).toBe(true);
  circuit.failed();
  expect(circuit.mayTry()).toBe(false);
  vi.setSystemTime(Date.now() - 3_600_000); // a clock that is set back
  vi.advanceTimersByTime(1001);
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, false]);
  circuit.failed();
  vi.advanceTimersByTime(500);
  expect(circuit.mayTry()).toBe(false);
  vi.advanceTimersByTime(501);
  expect(circuit.mayTry()).toBe(true);
  circuit.succeeded();
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, true]);
  vi.useRealTimers();
});
