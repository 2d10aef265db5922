CREATE TABLE "answer_attempts" (
	"scope" "bytea" NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "answer_attempts_scope_window_start_pk" PRIMARY KEY("scope","window_start")
);
--> statement-breakpoint
CREATE TABLE "answer_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"answer_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"by" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"joined_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "waits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"ended_by" text,
	"step" text,
	"step_on" date
);
--> statement-breakpoint
ALTER TABLE "answer_links" ADD CONSTRAINT "answer_links_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_answer_id_correspondences_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_case_id_correspondences_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waits" ADD CONSTRAINT "waits_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_attempts_window" ON "answer_attempts" USING btree ("window_start");--> statement-breakpoint
CREATE INDEX "answer_links_correspondence" ON "answer_links" USING btree ("correspondence_id");--> statement-breakpoint
CREATE INDEX "answers_case" ON "answers" USING btree ("case_id","joined_at");--> statement-breakpoint
CREATE UNIQUE INDEX "waits_open" ON "waits" USING btree ("correspondence_id") WHERE "waits"."until" is null;--> statement-breakpoint
CREATE INDEX "waits_correspondence" ON "waits" USING btree ("correspondence_id","since");