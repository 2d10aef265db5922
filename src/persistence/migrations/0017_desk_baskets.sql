CREATE TABLE "desk_locks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"holder_id" uuid NOT NULL,
	"holder_name" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_pending" (
	"id" uuid PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"decision" "bytea" NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"correspondence_id" uuid PRIMARY KEY NOT NULL,
	"words" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "correspondences" ADD COLUMN "task" text DEFAULT 'decide' NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_locks" ADD CONSTRAINT "desk_locks_id_correspondences_id_fk" FOREIGN KEY ("id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_pending" ADD CONSTRAINT "desk_pending_id_correspondences_id_fk" FOREIGN KEY ("id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_words" ADD CONSTRAINT "search_words_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "desk_pending_due" ON "desk_pending" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "search_words_words" ON "search_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "correspondences_basket" ON "correspondences" USING btree ("task","urgency" DESC NULLS LAST,"sequence") WHERE "correspondences"."state" = 'needs-agent';--> statement-breakpoint
CREATE INDEX "correspondences_to_settle" ON "correspondences" USING btree ("urgency" DESC NULLS LAST,"sequence") WHERE "correspondences"."state" = 'needs-agent';--> statement-breakpoint
CREATE INDEX "correspondences_oldest" ON "correspondences" USING btree ("state","sequence") WHERE "correspondences"."state" in ('received', 'reading', 'triage', 'composing', 'dispatching', 'needs-agent', 'waiting-sender', 'failed');--> statement-breakpoint
CREATE INDEX "correspondences_oldest_task" ON "correspondences" USING btree ("task","sequence") WHERE "correspondences"."state" = 'needs-agent';--> statement-breakpoint
CREATE INDEX "deadlines_late" ON "deadlines" USING btree ("late_on","correspondence_id") WHERE "deadlines"."open" and "deadlines"."alarm" = 'late';