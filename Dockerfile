# The self-host. The image has no shell and no package manager, and runs without root.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
# With the runtime compiled ahead in one image, a third sooner at its first picture; the base is smaller by what this is larger.
RUN dotnet publish src/Cli -c Release --os linux -a $TARGETARCH --self-contained true -p:PublishReadyToRunComposite=true -o /app && mkdir -p /data/files

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
# A new volume takes its owner from this folder: the server must be able to write there.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
# Other machines reach this address, so the server starts only once Access__Keys__0 is set.
ENV ASPNETCORE_URLS=http://+:7071 \
    Storage__Root=/data/files
USER $APP_UID
EXPOSE 7071
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=10s CMD ["/app/Connector.Cli", "health"]
ENTRYPOINT ["/app/Connector.Cli"]
