/** The process in which bench/gpu.ts tries one device; its last line is the result. */
import { onDevice } from './gpu';

console.log(JSON.stringify(await onDevice()));
process.exit();
