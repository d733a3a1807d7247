# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY src src
# The tests belong before the image, not into it.
RUN --mount=type=cache,target=/root/.m2 mvn -q -B -DskipTests package \
 && java -Djarmode=tools -jar target/handoff-gateway.jar extract --destination /extracted

FROM eclipse-temurin:25-jre-noble
RUN groupadd --system --gid 10001 handoff \
 && useradd --system --uid 10001 --gid handoff --home-dir /app --shell /usr/sbin/nologin handoff \
 && install -d -o handoff -g handoff /app/data
WORKDIR /app
COPY --from=build /extracted ./
# A team mounts its own over these two; links, as in a Kubernetes ConfigMap, are followed.
COPY routes routes
COPY config config

# A start on trial in the sandbox, with one handoff of each kind, so that every later start finds
# its classes read and linked. The cache fits exactly this Java and these files, hence it is made
# here. Without it (other flags, another collector) the gateway starts all the same, only slower.
RUN <<'TRIAL'
#!/bin/bash
set -eu
work=$(mktemp -d)
cd "$work"
export SERVER_PORT=18080 SPRING_PROFILES_ACTIVE=sandbox
export HANDOFF_ROUTES=/app/routes HANDOFF_CONFIG=/app/config
ask() (
  exec 3<>"/dev/tcp/127.0.0.1/$SERVER_PORT"
  printf '%s HTTP/1.0\r\nHost: localhost\r\nX-Api-Key: sandbox-api-key\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "${#2}" "$2" >&3
  read -r -t 30 status <&3
  [[ $status == *" 20"* ]]
)
java -XX:AOTCacheOutput=/app/handoff.aot -jar /app/handoff-gateway.jar &
gateway=$!
for _ in {1..120}; do
  sleep 1
  if ask "GET /actuator/health/readiness" "" 2>/dev/null; then break; fi
done
for kind in chat ticket callback; do
  ask "POST /api/handoffs" '{"channel":"api","conversationId":"'$kind'","kind":"'$kind'",
    "visitor":{"name":"Ana Roy","email":"ana@example.test"},
    "callback":{"phone":"+15145550100","time":"tomorrow at 3 PM","timeZone":"America/Toronto"}}'
done
kill "$gateway"
wait "$gateway" || true
test -s /app/handoff.aot
cd /
rm -rf "$work"
TRIAL

USER handoff
# The database, unless SPRING_DATASOURCE_URL names another; a mounted folder must belong to 10001.
VOLUME /app/data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}; printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; read -r -t 4 status <&3; [[ $status == *' 200'* ]]"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:AOTCache=/app/handoff.aot", "-jar", "/app/handoff-gateway.jar"]
