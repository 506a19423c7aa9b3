"""A small OpenID provider on the loopback: real codes, real keys, tokens really signed; what it says may be spoilt."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portail-essai", "secret-des-essais"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Answers discovery, authorization, token, keys and identity; `token` and `person` say what."""

    def __init__(self):
        self.key, self.codes, self.asked = new_key(), {}, []
        self.person = {"sub": "personne-1"}  # what the address of identity says
        self.token = {}  # claims added to the identity token, or in place of its own
        self.signing_key, self.algorithm, self.signed_identity = self.key, "RS256", False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorize(self, address):
        """What the person's browser does at the provider: agree. Returns the address that it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(asked)
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def discovery(self):
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        found = {name: f"{self.url}/{place}" for name, place in places.items()}
        return found | {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}

    def jwks(self):
        known = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [known | {"kid": "une", "alg": "RS256", "use": "sig"}]}

    def exchange(self, posted):
        """Answer to a code: once, for this client, with the verifier of who asked."""
        asked = self.codes.pop(posted.get("code", ""), None)
        challenge = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        proved = asked and base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked.get("code_challenge")
        if not proved or posted.get("client_secret") != SECRET:
            return None
        return {"access_token": "jeton", "token_type": "Bearer", "id_token": self.id_token(asked.get("nonce", ""))}

    def id_token(self, nonce):
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.person["sub"],
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
        }
        return self.signed(claims | self.token)

    def signed(self, claims):
        if self.algorithm == "none":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "une"})
        if self.algorithm == "HS256":
            return jwt.encode(claims, "un-secret-que-le-portail-ne-connait-pas-42", "HS256", headers={"kid": "une"})
        return jwt.encode(claims, self.signing_key, algorithm=self.algorithm, headers={"kid": "une"})

    def userinfo(self):
        if not self.signed_identity:
            return "application/json", json.dumps(self.person)
        about = {"iss": self.url, "aud": CLIENT, "exp": int(time.time()) + 60}
        return "application/jwt", self.signed(about | self.person)

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                place = urlsplit(self.path).path
                if place == "/userinfo":
                    return self.say(*provider.userinfo())
                known = {"/.well-known/openid-configuration": provider.discovery, "/jwks": provider.jwks}
                self.say("application/json", json.dumps(known[place]()))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                said = provider.exchange({name: values[0] for name, values in parse_qs(body).items()})
                self.say("application/json", json.dumps(said or {"error": "invalid_grant"}), 200 if said else 400)

            def say(self, kind, words, status=200):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(words.encode())

            def log_message(self, *args):
                pass

        return Handler
