CREATE TABLE "bot_chats" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"channel" text NOT NULL,
	"owner" text NOT NULL,
	"conversation_id" uuid,
	"address" text,
	"locale" text DEFAULT 'ko' NOT NULL,
	"preset" text DEFAULT 'balanced' NOT NULL,
	"delivered" integer DEFAULT -1 NOT NULL,
	"rest" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bot_chats_owner_unique" UNIQUE("owner")
);
--> statement-breakpoint
CREATE TABLE "bot_jobs" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"lane" text NOT NULL,
	"payload" jsonb,
	"progress" jsonb,
	"state" text DEFAULT 'ready' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bot_jobs_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "slack_ts" text;--> statement-breakpoint
ALTER TABLE "bot_chats" ADD CONSTRAINT "bot_chats_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bot_chats_conversation" ON "bot_chats" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "bot_jobs_open" ON "bot_jobs" USING btree ("lane","id") WHERE "bot_jobs"."state" in ('ready', 'active');--> statement-breakpoint
CREATE INDEX "bot_jobs_created" ON "bot_jobs" USING btree ("created_at");