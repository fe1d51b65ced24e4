"""coopdesk: share register, yearly distribution and dividend papers of rural shareholding co-operatives."""

__version__ = "0.1.0"
