# Starts one command of this directory with the first Python that is new enough: launch.sh NAME [ARGUMENT …]
for python in python3 python3.13 python3.12 python3.11 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" "$(dirname "$0")/launch.py" "$@"
    fi
done
echo "bin/$1: Python 3.11 or newer needed: install it (Debian: apt install python3 python3-venv) and try again" >&2
exit 1
