# Odoo 19 with both addons. Odoo's own libraries are those of the official image; what the addons add to them, and what
# that needs in turn, comes in the versions, and with the checksums, of requirements-addons.lock. The digest says which
# build of the official image it is (docs/operations.md tells how to take a newer one).
FROM odoo:19.0@sha256:94a4f480b8039dc9ca2bca9e77e59f97d3311f66e2aad663cf2670be9c66d4ea AS common

USER root
COPY requirements-addons.lock /tmp/requirements-addons.lock
# --no-deps: odoo-addon-report-xlsx asks for a distribution named odoo, which is on no index and is here already.
RUN pip3 install --no-cache-dir --break-system-packages --no-deps --require-hashes -r /tmp/requirements-addons.lock \
    && rm /tmp/requirements-addons.lock
# Not in the image's /mnt/extra-addons: that is a volume, which would keep the addons of an older build alive.
COPY cchc_propaganda /opt/cchc/addons/cchc_propaganda
COPY cchc_propaganda_report /opt/cchc/addons/cchc_propaganda_report
USER odoo

# For several servers (docs/scale.md): files in S3 storage, sessions in the database.
FROM common AS scale
USER root
COPY requirements-scale.lock /tmp/requirements-scale.lock
RUN pip3 install --no-cache-dir --break-system-packages --no-deps --require-hashes -r /tmp/requirements-scale.lock \
    && rm /tmp/requirements-scale.lock
COPY docker/scale/install.sh docker/scale/files.py docker/scale/copy_files.py /opt/cchc/scale/
USER odoo

# What is built unless another target is named.
FROM common AS agency
