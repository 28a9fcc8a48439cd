{
    'name': "CCHC Communication",
    'version': '19.0.1.0.0',
    'summary': "Plan, write, approve, publish and prove an agency's communication on administrative reform",
    'category': 'Services/CCHC Communication',
    'author': "CCHC Communication contributors",
    'license': 'AGPL-3',
    'depends': ['mail', 'hr'],
    'external_dependencies': {'python': ['holidays', 'lxml', 'rapidfuzz']},
    'data': [
        'security/cchc_propaganda_groups.xml',
        'security/ir.model.access.csv',
        'security/cchc_propaganda_rules.xml',
        'data/cchc_genre_data.xml',
    ],
    'demo': [
        'demo/cchc_agency_demo.xml',
        'demo/cchc_plan_2024_demo.xml',
    ],
    'application': True,
}
