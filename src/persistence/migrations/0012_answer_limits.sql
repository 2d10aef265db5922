CREATE TABLE "mailbox_breakers" (
	"mailbox" text PRIMARY KEY NOT NULL,
	"hour_from" timestamp with time zone NOT NULL,
	"answers" integer NOT NULL,
	"opens_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sender_answers" (
	"sender_hash" "bytea" NOT NULL,
	"request" text NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sender_answers_sender_hash_request_pk" PRIMARY KEY("sender_hash","request")
);
--> statement-breakpoint
ALTER TABLE "sender_answers" ADD CONSTRAINT "sender_answers_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sender_answers_correspondence" ON "sender_answers" USING btree ("correspondence_id");--> statement-breakpoint
CREATE INDEX "sender_answers_at" ON "sender_answers" USING btree ("answered_at");