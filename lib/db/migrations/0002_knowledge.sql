CREATE TABLE "entries" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry_texts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"entry_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry_versions" (
	"entry_id" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"area" text NOT NULL,
	"question" text NOT NULL,
	"variants" text[] NOT NULL,
	"answer" text NOT NULL,
	"staff_note" text NOT NULL,
	"facts" text[] NOT NULL,
	"effective_date" date NOT NULL,
	"source" text NOT NULL,
	"related" text[] NOT NULL,
	"author" text NOT NULL,
	"reviewer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reviewed_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	CONSTRAINT "entry_versions_entry_id_version_pk" PRIMARY KEY("entry_id","version")
);
--> statement-breakpoint
CREATE TABLE "knowledge_revision" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"revision" bigint NOT NULL,
	CONSTRAINT "knowledge_revision_only" CHECK ("knowledge_revision"."only")
);
--> statement-breakpoint
ALTER TABLE "entry_texts" ADD CONSTRAINT "entry_texts_version" FOREIGN KEY ("entry_id","version") REFERENCES "public"."entry_versions"("entry_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_versions" ADD CONSTRAINT "entry_versions_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entry_texts_of_version" ON "entry_texts" USING btree ("entry_id","version");