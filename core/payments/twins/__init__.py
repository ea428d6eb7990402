"""Stand-ins for gateways: small servers that speak their APIs and remember what happened.

They know the gateways' documents, not our adapters: both meet over HTTP only. Tests hold every
exchange against the gateway's own specification; ``ecomarket sandbox`` starts one of them.
"""
