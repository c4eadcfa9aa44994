# One image for web, worker and every command. The database runs beside it.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MALLOC_ARENA_MAX=2 \
    OMBUD_DATA_DIR=/data OMBUD_STATIC_DIR=/srv/ombud/.static

WORKDIR /srv/ombud
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --no-deps -e . \
    && ombud compile_messages \
    && ombud collectstatic --noinput --verbosity 0 \
    && useradd --system --home-dir /data --create-home ombud \
    && chown -R ombud: .static

USER ombud
VOLUME /data
EXPOSE 8000
CMD ["ombud", "web", "--host", "0.0.0.0", "--port", "8000"]
