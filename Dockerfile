# Odoo 19 with both addons. Odoo's own libraries are those of the official image; what the addons add to them, and what
# that needs in turn, comes in the versions, and with the checksums, of requirements-addons.lock.
FROM odoo:19.0

USER root
COPY requirements-addons.lock /tmp/requirements-addons.lock
# --no-deps: odoo-addon-report-xlsx asks for a distribution named odoo, which is on no index and is here already.
RUN pip3 install --no-cache-dir --break-system-packages --no-deps --require-hashes -r /tmp/requirements-addons.lock \
    && rm /tmp/requirements-addons.lock
# Not in the image's /mnt/extra-addons: that is a volume, which would keep the addons of an older build alive.
COPY cchc_propaganda /opt/cchc/addons/cchc_propaganda
COPY cchc_propaganda_report /opt/cchc/addons/cchc_propaganda_report
USER odoo
