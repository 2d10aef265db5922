ALTER TABLE "directory_identifiers" RENAME COLUMN "nir_hash" TO "identifier_hash";--> statement-breakpoint
ALTER TABLE "directory_identifiers" DROP CONSTRAINT "directory_identifiers_nir_hash_numero_hash_pk";--> statement-breakpoint
ALTER TABLE "directory_identifiers" ADD CONSTRAINT "directory_identifiers_identifier_hash_numero_hash_pk" PRIMARY KEY("identifier_hash","numero_hash");