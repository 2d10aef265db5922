CREATE TABLE "desk_macros" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key" text,
	"content" "bytea" NOT NULL,
	CONSTRAINT "desk_macros_key_unique" UNIQUE("key")
);
