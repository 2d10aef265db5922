ALTER TABLE "letter_prints" ADD COLUMN "message_hash" "bytea";--> statement-breakpoint
CREATE INDEX "letter_prints_message" ON "letter_prints" USING btree ("message_hash");