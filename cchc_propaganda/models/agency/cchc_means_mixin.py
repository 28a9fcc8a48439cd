from odoo import models


class CchcMeansMixin(models.AbstractModel):
    """By what an assignment is met, as far as whoever follows it needs to know: its ``name``, its ``sequence`` in
    lists, how long it usually takes, and who chases it. A model that inherits this has these two fields."""
    _name = 'cchc.means.mixin'
    _description = "By What an Assignment Is Met"

    def _usual_days(self):
        """How many days usually pass until what was handed over counts; 0 where the agency decides itself."""
        return 0

    def _chasers(self):
        """The users who chase what was handed over."""
        return self.env['res.users']
