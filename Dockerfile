# The service without the phone page of the emulator: that is for trying. `jianbao rehearse` needs the emulator itself.
FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/emulator/phone/package.json src/emulator/phone/

FROM manifests AS build
RUN npm ci --workspaces=false --no-audit --no-fund
COPY tsconfig.json ormconfig.ts ./
COPY src src
COPY scripts scripts
RUN npm run build

FROM manifests AS packages
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production JIANBAO_HOST=0.0.0.0 JIANBAO_PORT=8080 JIANBAO_DATA=/data
RUN install -d -o node -g node /data
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist/src dist/src
COPY --from=build /app/dist/ormconfig.js dist/
COPY config config
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.JIANBAO_PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/cli/main.js", "start"]
