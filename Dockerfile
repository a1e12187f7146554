# Doppel in a container: the program, LibTorch and what they link. The build stage uses ./run, so that there is one list of
# packages and one way to build. For GPUs: build with --build-arg TORCH_INDEX= (PyPI's CUDA wheel), run with --gpus all.
FROM debian:12 AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/doppel
COPY . .
RUN DOPPEL_TORCH_INDEX="$TORCH_INDEX" ./run build

# The same folder at the same place: the program finds LibTorch, migrations/ and sql/ where it was built.
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends \
      libpqxx-6.4 libhdf5-103-1 libspdlog1.10 libfmt9 libpng16-16 libjpeg62-turbo libarchive13 libssl3 libgomp1 \
      ca-certificates && \
    rm -rf /var/lib/apt/lists/* && useradd --create-home doppel && install -d -o doppel /var/lib/doppel
COPY --from=build /opt/doppel/.doppel/venv /opt/doppel/.doppel/venv
COPY --from=build /opt/doppel/build/release/src/cli/doppel /opt/doppel/build/release/src/cli/doppel
COPY migrations /opt/doppel/migrations
COPY sql /opt/doppel/sql
ENV DOPPEL_HOME=/var/lib/doppel PATH=/opt/doppel/build/release/src/cli:$PATH
USER doppel
WORKDIR /home/doppel
ENTRYPOINT ["doppel"]
CMD ["--help"]
