CREATE TABLE "audit_chain" (
	"position" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_chain_audit_id_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
-- What a hash is made of; lib/auth/audit-chain asks for the same, and hashes it anew.
CREATE FUNCTION "audit_log_content"(entry "audit_log") RETURNS text LANGUAGE sql STABLE AS $$
	SELECT jsonb_build_array(entry.id, extract(epoch FROM entry.at), entry.actor_id, entry.actor, entry.action,
		entry.subject_type, entry.subject_id, entry.before, entry.after)::text
$$;
--> statement-breakpoint
CREATE FUNCTION "audit_chain_add"(entry "audit_log") RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	last_position bigint;
	last_hash text;
BEGIN
	SELECT "position", "hash" INTO last_position, last_hash FROM "audit_chain" ORDER BY "position" DESC LIMIT 1;
	INSERT INTO "audit_chain" VALUES (coalesce(last_position, 0) + 1, entry.id,
		encode(sha256(convert_to(coalesce(last_hash, '') || audit_log_content(entry), 'UTF8')), 'hex'));
END
$$;
--> statement-breakpoint
DO $$
DECLARE
	entry "audit_log";
BEGIN
	FOR entry IN SELECT * FROM "audit_log" ORDER BY "id" LOOP
		PERFORM audit_chain_add(entry);
	END LOOP;
END
$$;
--> statement-breakpoint
-- One transaction after another, held until it has committed. As it is the last lock that a transaction takes, nobody
-- waits for one that waits for this.
CREATE FUNCTION "audit_chain_append"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(15880003);
	PERFORM audit_chain_add(NEW);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "audit_log_chained" AFTER INSERT ON "audit_log"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "audit_chain_append"();
--> statement-breakpoint
CREATE TRIGGER "audit_chain_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_chain"
	FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_refuse"();
--> statement-breakpoint
-- The planner's statistics hold samples of what columns hold, and would keep what a customer said after it is deleted.
ALTER TABLE "messages" ALTER "text" SET STATISTICS 0, ALTER "trace" SET STATISTICS 0, ALTER "citations" SET STATISTICS 0,
	ALTER "options" SET STATISTICS 0, ALTER "follow_ups" SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE "feedback" ALTER "comment" SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE "rate_limits" ALTER "key" SET STATISTICS 0;
--> statement-breakpoint
ALTER TABLE "staff_sessions" ALTER "ip_address" SET STATISTICS 0, ALTER "user_agent" SET STATISTICS 0;
