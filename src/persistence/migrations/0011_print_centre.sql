CREATE TABLE "print_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"mode" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"letters" integer DEFAULT 0 NOT NULL,
	"pages" integer DEFAULT 0 NOT NULL,
	"sheets" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "print_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"correspondence_id" uuid NOT NULL,
	"state" text NOT NULL,
	"left_on" date NOT NULL,
	"pages" integer NOT NULL,
	"sheets" integer NOT NULL,
	"batch_id" uuid,
	"position" integer,
	"printed_on" date,
	"posted_on" date,
	"undelivered_on" date,
	"undelivered_reason" text
);
--> statement-breakpoint
CREATE TABLE "undeliverable_addresses" (
	"address_hash" "bytea" PRIMARY KEY NOT NULL,
	"since" date NOT NULL,
	"reason" text NOT NULL,
	"letter_id" uuid NOT NULL,
	"correspondence_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "print_letters" ADD CONSTRAINT "print_letters_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "print_letters" ADD CONSTRAINT "print_letters_batch_id_print_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."print_batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undeliverable_addresses" ADD CONSTRAINT "undeliverable_addresses_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "print_letters_left_on" ON "print_letters" USING btree ("left_on","state");--> statement-breakpoint
CREATE INDEX "print_letters_batch" ON "print_letters" USING btree ("batch_id","id");--> statement-breakpoint
CREATE INDEX "print_letters_state" ON "print_letters" USING btree ("state","left_on");--> statement-breakpoint
CREATE INDEX "print_letters_correspondence" ON "print_letters" USING btree ("correspondence_id");--> statement-breakpoint
CREATE INDEX "undeliverable_addresses_correspondence" ON "undeliverable_addresses" USING btree ("correspondence_id");