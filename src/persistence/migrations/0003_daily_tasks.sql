CREATE TABLE "daily_tasks" (
	"name" text NOT NULL,
	"day" date NOT NULL,
	"done_at" timestamp with time zone NOT NULL,
	CONSTRAINT "daily_tasks_name_day_pk" PRIMARY KEY("name","day")
);
