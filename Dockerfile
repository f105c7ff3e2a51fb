# Two images: `docker build --target slim .` answers with the bundled model, `--target full .` takes any
# sentence-transformers model too. The last stage, and so the default, is slim.
#
# Reckoning of slim, in MB unpacked: python:3.11-slim 150, the packages 492 (scipy 143, numpy 71, onnxruntime 69,
# faiss-cpu 68, babel 31, the other 53 110), Cari 36 (model 31, lexicon 3, code 2): 680. With torch it is 1,040 more.

FROM python:3.11-slim AS build
# An index of torch wheels without CUDA, say; the plain ones for Linux are several GB.
ARG PIP_EXTRA_INDEX_URL
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv --without-pip /venv
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; \
    needed = tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']; \
    print(*(one for one in needed if not one.startswith('sentence-transformers')), sep='\n')" > runtime.txt \
    && pip --python /venv/bin/python install -c constraints.txt -r runtime.txt
COPY README.md LICENSE ./
COPY index index
COPY service service
RUN pip --python /venv/bin/python install --no-deps .

FROM build AS build-full
RUN pip --python /venv/bin/python install -c constraints.txt sentence-transformers

FROM python:3.11-slim AS base
RUN useradd --system --uid 10001 --no-create-home cari && install -d -o cari -g cari /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 CARI_DATA=/data CARI_HOST=0.0.0.0 CARI_PORT=8000
VOLUME /data
EXPOSE 8000
USER cari
# Not with urllib, which would ask the proxy that `http_proxy` names.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["python", "-c", \
    "import http.client, os; \
    service = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('CARI_PORT') or 8000), timeout=2); \
    service.request('GET', '/livez'); \
    raise SystemExit(service.getresponse().status != 200)"]
# The first process of a container is deaf to SIGTERM, unless it handles it: a build and a service that starts do not.
STOPSIGNAL SIGINT
ENTRYPOINT ["cari"]
CMD ["serve"]

FROM base AS full
# `hf download NAME` puts a model there, once; the index remembers its name only, and `serve` needs it again.
ENV HF_HOME=/data/models
COPY --from=build-full /venv /venv

FROM base AS slim
COPY --from=build /venv /venv
