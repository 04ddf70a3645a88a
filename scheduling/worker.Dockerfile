# The Python workers of a cluster: Beam's own image with this package and its pinned dependencies.
#   docker build --file scheduling/worker.Dockerfile --tag sukien-worker .
# As a pool beside Flink's task managers: docker run --network host sukien-worker --worker_pool
FROM apache/beam_python3.11_sdk:2.77.0
WORKDIR /opt/sukien
COPY constraints.txt setup.py ./
COPY pipelines pipelines
COPY schemas schemas
COPY seeds seeds
COPY transforms transforms
RUN pip install --no-cache-dir --constraint constraints.txt .
