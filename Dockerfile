# Odoo 19 with both addons. Odoo's own libraries are those of the official image; what the addons add to them, and what
# that needs in turn, comes in the versions of requirements.lock.
FROM odoo:19.0

USER root
COPY requirements.lock /tmp/requirements.lock
# --no-deps: odoo-addon-report-xlsx asks for a distribution named odoo, which is on no index and is here already.
RUN pip3 install --no-cache-dir --break-system-packages --constraint /tmp/requirements.lock \
        docxtpl holidays lxml mammoth openpyxl python-docx rapidfuzz requests xlsxwriter \
    && pip3 install --no-cache-dir --break-system-packages --no-deps --constraint /tmp/requirements.lock \
        odoo-addon-report-xlsx \
    && rm /tmp/requirements.lock
# Not in the image's /mnt/extra-addons: that is a volume, which would keep the addons of an older build alive.
COPY cchc_propaganda /opt/cchc/addons/cchc_propaganda
COPY cchc_propaganda_report /opt/cchc/addons/cchc_propaganda_report
USER odoo
