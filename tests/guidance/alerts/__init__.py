"""Alerts and meetings of the network: rules, desk, pages."""
