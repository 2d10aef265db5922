CREATE TABLE "failing_addresses" (
	"address_hash" "bytea" PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"correspondence_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "failing_addresses" ADD CONSTRAINT "failing_addresses_correspondence_id_correspondences_id_fk" FOREIGN KEY ("correspondence_id") REFERENCES "public"."correspondences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "failing_addresses_correspondence" ON "failing_addresses" USING btree ("correspondence_id");