"""A proxy in front of two web servers, from the file that `deploy/` delivers, on free ports of this machine."""

import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.drills.ground import PROJECT, free_port


def binary() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def local(text: str, port: int, servers: list[int]) -> str:
    """The delivered file with plain http on one port, and these servers behind."""
    text = re.sub(r"server \{\s*listen 80;.*?\n\}\n", "", text, count=1, flags=re.S)
    text = re.sub(r"^\s*ssl_\w+ .*\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"server_name [^;]+;", "server_name _;", text)
    lines = "\n".join(f"    server 127.0.0.1:{each} max_fails=0;" for each in servers)
    return re.sub(r"upstream portal \{[^}]*\}", f"upstream portal {{\n{lines}\n}}", text)


@contextmanager
def in_front_of(servers: list[int]):
    """Port of a proxy that leads to those servers while the block lasts."""
    folder, port = Path(tempfile.mkdtemp(prefix="portal-proxy-")), free_port()
    site = local((PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8"), port, servers)
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;"
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{site}\n}}\n",
        encoding="utf-8",
    )
    line = [binary(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    process = subprocess.Popen(line, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
