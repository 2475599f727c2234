"""Signing in through the trust's own identity provider: Microsoft Entra or Google."""
