"""/trust: how a phone comes to trust this server in the local network, and the authority's certificate."""

from flask import Blueprint, Response, current_app

from inspections.errors import NotFound

from . import lan

bp = Blueprint("trust", __name__)

PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>蓝检 信任本机 Trust this server</title>
<link rel="icon" href="/web/icon.svg"><link rel="stylesheet" href="/web/app.css">
<link rel="stylesheet" href="/web/look.css">
<main class="narrow"><h1>让手机信任这台服务器</h1><p>Make the phone trust this server, once.</p>
<p><a class="button primary" href="/trust/ca.crt" download>下载证书 Download the certificate</a></p>
<section class="panel"><h2>先核对 First compare</h2>
<p>证书的 SHA-256 应与服务器屏幕上的一致：<br><span class="digest">{fingerprint}</span></p>
<p class="quiet">这个证书只能担保内网地址，私钥留在服务器上。
It vouches for private addresses only; its key stays on the server.</p></section>
<section class="panel"><h2>安卓 Android</h2>
<p>设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书
→ 选择下载的文件。
Settings → Security → Encryption and credentials → Install a certificate → CA certificate.</p></section>
<section class="panel"><h2>苹果 iOS</h2>
<p>用 Safari 下载 → 设置 → 已下载描述文件 → 安装；
再到 设置 → 通用 → 关于本机 → 证书信任设置 → 打开。
Download in Safari → Settings → Profile Downloaded → Install;
then General → About → Certificate Trust Settings → on.</p></section>
<section class="panel"><h2>鸿蒙 HarmonyOS</h2>
<p>设置 → 安全（隐私和安全）→ 更多安全设置 → 加密和凭据 → 从存储设备安装
→ CA 证书。
Settings → Security → More → Encryption and credentials → Install from storage → CA certificate.</p></section>
<p><a class="button primary" href="/">打开蓝检 Open Lanjian</a></p></main></html>
"""


def _certificate():
    found = lan.authority(current_app.extensions["settings"].data).certificate
    if not found.exists():
        raise NotFound
    return found


@bp.get("/trust")
def page():
    """The guide; only where `serve --lan` made an authority."""
    said = PAGE.format(fingerprint=lan.fingerprint(_certificate()))
    return Response(said, content_type="text/html; charset=utf-8")


@bp.get("/trust/ca.crt")
def certificate():
    """The authority's certificate, as phones take it."""
    return Response(_certificate().read_bytes(), content_type="application/x-x509-ca-cert")
