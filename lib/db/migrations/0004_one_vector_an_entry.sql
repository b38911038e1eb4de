DROP TABLE "entry_texts" CASCADE;
--> statement-breakpoint
-- With pgvector its own type, so that any SQL can compare; where the extension is missing or forbidden plain numbers.
DO $$
BEGIN
	CREATE EXTENSION IF NOT EXISTS vector;
	ALTER TABLE "entry_versions" ADD COLUMN "embedding" vector(320);
EXCEPTION WHEN OTHERS THEN
	ALTER TABLE "entry_versions" ADD COLUMN "embedding" real[];
END
$$;
