INSERT INTO "knowledge_revision" ("revision") VALUES (0);
--> statement-breakpoint
-- With pgvector, an indexed vector column; the graph is half the usual size, for a third of the time that it takes to
-- grow. Where the extension is missing, forbidden or older than iterative scans (0.8), plain numbers, which
-- lib/knowledge/vectors compares itself.
DO $$
BEGIN
	CREATE EXTENSION IF NOT EXISTS vector;
	ALTER TABLE "entry_texts" ADD COLUMN "embedding" vector(320);
	CREATE INDEX "entry_texts_embedding" ON "entry_texts" USING hnsw ("embedding" vector_cosine_ops)
		WITH (m = 8, ef_construction = 32);
	PERFORM set_config('hnsw.iterative_scan', 'strict_order', true);
EXCEPTION WHEN OTHERS THEN
	ALTER TABLE "entry_texts" ADD COLUMN "embedding" real[];
END
$$;
