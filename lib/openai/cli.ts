import { writeFileSync } from 'node:fs';
import { OPENAPI_FILE, openApiText } from './openapi';

/** `npm run openapi`: writes the API's description from the schemas. */
writeFileSync(OPENAPI_FILE, openApiText());
console.log(OPENAPI_FILE);
