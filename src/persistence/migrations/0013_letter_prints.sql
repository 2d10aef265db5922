CREATE TABLE "letter_prints" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"person_hash" "bytea",
	"sender_hash" "bytea",
	"received_on" date NOT NULL,
	"channel" text NOT NULL,
	"signs" integer NOT NULL,
	"exact" "bytea" NOT NULL,
	"attachments" "bytea",
	"sketch" "bytea" NOT NULL,
	"shingles" integer NOT NULL,
	"figures" "bytea" NOT NULL,
	"kinds" text NOT NULL,
	"like_id" uuid
);
--> statement-breakpoint
ALTER TABLE "letter_prints" ADD CONSTRAINT "letter_prints_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_prints" ADD CONSTRAINT "letter_prints_like_id_correspondences_id_fk" FOREIGN KEY ("like_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "letter_prints_correspondence" ON "letter_prints" USING btree ("correspondence_id");--> statement-breakpoint
CREATE INDEX "letter_prints_person" ON "letter_prints" USING btree ("person_hash","received_on");--> statement-breakpoint
CREATE INDEX "letter_prints_sender" ON "letter_prints" USING btree ("sender_hash","received_on");--> statement-breakpoint
CREATE INDEX "letter_prints_like" ON "letter_prints" USING btree ("like_id");